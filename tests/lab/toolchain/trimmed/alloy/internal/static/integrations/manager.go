// The manager is left out: it is not a component's, and brings clients of Consul and etcd.
package integrations
