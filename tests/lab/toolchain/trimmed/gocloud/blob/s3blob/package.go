// Package s3blob opens nothing: states are kept in files here.
package s3blob
