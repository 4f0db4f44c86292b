//! What a file is, by its name; browsers are told not to guess.

/// The media type of a file.
pub(super) fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "pdf" => "application/pdf",
        "csv" => "text/csv; charset=utf-8",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        // Scripts and settings that pages link to are there to be read.
        "txt" | "log" | "conf" | "toml" | "yaml" | "yml" | "sql" | "sh" | "py" => {
            "text/plain; charset=utf-8"
        }
        _ => "application/octet-stream",
    }
}
