// Package gcsblob opens nothing: states are kept in files here.
package gcsblob

// Scheme begins the URLs of Google's storage.
const Scheme = "gs"
