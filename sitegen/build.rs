//! Tells Cargo about the folders that are embedded: a new file in them is a new binary.

fn main() {
    for folder in [
        "../target/app",
        "../public",
        "../app/style",
        "../playbooks",
        "layouts",
        "locales",
    ] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
