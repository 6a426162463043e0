// Writes a package's SDK for Python or Go from its schema, with the generator that "pulumi package gen-sdk" calls:
//
//	alloy-stack-sdk LANGUAGE SCHEMA FOLDER
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

func main() {
	if len(os.Args) != 4 {
		fail(fmt.Errorf("usage: alloy-stack-sdk LANGUAGE SCHEMA FOLDER"))
	}
	language, file, folder := os.Args[1], os.Args[2], os.Args[3]
	pkg, err := read(file)
	if err != nil {
		fail(err)
	}
	files, err := generate(language, pkg)
	if err != nil {
		fail(err)
	}
	for name, data := range files {
		target := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			fail(err)
		}
		if err := os.WriteFile(target, data, 0o644); err != nil {
			fail(err)
		}
	}
}

// The package refers to no other one, so none has to be loaded.
var noOthers = struct{ schema.ReferenceLoader }{}

// read checks the schema as the engine does: against Pulumi's own schema of schemas, and that every reference leads somewhere.
func read(file string) (*schema.Package, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	pkg, problems, err := schema.BindSpec(spec, noOthers, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if problems.HasErrors() {
		return nil, problems
	}
	// As the CLI does for every SDK.
	pkg.SupportPack = true
	return pkg, nil
}

func generate(language string, pkg *schema.Package) (map[string][]byte, error) {
	switch language {
	case "python":
		return python.GeneratePackage("pulumi-language-python", pkg, nil, noOthers)
	case "go":
		return golang.GeneratePackage("pulumi-language-go", pkg, nil)
	default:
		return nil, fmt.Errorf("%q is no language that this generates: python, go", language)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
