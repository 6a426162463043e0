#!/usr/bin/env node
// For a Pulumi that finds plugins on PATH.
require("./dist/plugin/main.js")();
