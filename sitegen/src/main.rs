//! The command `breakglass`.

fn main() -> std::process::ExitCode {
    sitegen::run()
}
