//! Files of the site, over the network or from the service worker.

use gloo_net::http::Request;

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// Nothing answered; the browser's words.
    Offline(String),
    /// The server answered with this status.
    Status(u16),
}

/// Fetches a file as text. Relative addresses count from the page.
pub async fn fetch_text(url: &str) -> Result<String, FetchError> {
    let offline = |error: gloo_net::Error| FetchError::Offline(error.to_string());
    let response = Request::get(url).send().await.map_err(offline)?;
    if !response.ok() {
        return Err(FetchError::Status(response.status()));
    }
    response.text().await.map_err(offline)
}
