//! The command `breakglass`.

// A build makes millions of small pieces of text on every core at once; the system's allocator spends a fifth of
// the time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sitegen::run()
}
