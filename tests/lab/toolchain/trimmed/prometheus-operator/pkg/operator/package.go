// Package operator has the one name of the operator's that the reloader mentions; the operator itself is left out.
package operator

// PodNameEnvVar is the variable of the environment that names the reloader's pod.
const PodNameEnvVar = "POD_NAME"
