// Mimir's rules are left out, and with them all of Alertmanager.
package kubernetes
