// What was here fails in operations_aws.go.
package operations
