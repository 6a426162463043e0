// Package s3 has the one name that Pulumi mentions: states are kept in files here.
package s3

// CopyObjectInput says what to copy.
type CopyObjectInput struct{ CopySource *string }
