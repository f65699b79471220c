#!/bin/sh
# Runs cargo for Maven.
if ! command -v cargo >/dev/null 2>&1; then
  echo "container.mp4 needs cargo, the build tool of Rust 1.88 or newer (https://rustup.rs), on the PATH." >&2
  exit 1
fi
# Names of source files in panic messages shall not tell where they were compiled.
separator=$(printf '\037')
export CARGO_ENCODED_RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo$separator--remap-path-prefix=$PWD=kinora_mp4"
exec cargo "$@"
