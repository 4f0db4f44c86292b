//! A request path to a response. Only what is in the site in memory can ever be an answer.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use crate::markup::escape;
use crate::render::CONTENT_SECURITY_POLICY;
use crate::words::{Language, words};

use super::Served;
use super::content_type::content_type;

/// What is sent back.
pub(super) struct Answer {
    status: StatusCode,
    content_type: &'static str,
    body: Bytes,
}

/// Answers a request.
pub(super) fn answer(served: &Served, method: &Method, path: &str) -> Answer {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET");
    }
    let files = &served.site.files;
    if files.is_empty() {
        return no_site_yet(served.trouble.as_deref().unwrap_or_default());
    }
    let path = file_path(path);
    let found = files.get(path.as_ref());
    match found.or_else(|| files.get("404.html")) {
        Some(file) => Answer {
            status: if found.is_some() {
                StatusCode::OK
            } else {
                StatusCode::NOT_FOUND
            },
            content_type: content_type(if found.is_some() { &path } else { "404.html" }),
            body: file.content().clone(),
        },
        None => plain(StatusCode::NOT_FOUND, "not found"),
    }
}

/// The file that a request path means: a folder is its `index.html`.
fn file_path(path: &str) -> Cow<'_, str> {
    let decoded = percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy();
    if decoded.is_empty() || decoded.ends_with('/') {
        Cow::Owned(format!("{decoded}index.html"))
    } else {
        decoded
    }
}

fn plain(status: StatusCode, words: &str) -> Answer {
    Answer {
        status,
        content_type: "text/plain; charset=utf-8",
        body: Bytes::copy_from_slice(words.as_bytes()),
    }
}

/// The very first build failed: there is nothing to show but why. The browser looks again every two seconds.
fn no_site_yet(trouble: &str) -> Answer {
    // No style sheet hides one of the languages here, so both are read.
    let title = Language::ALL.map(|language| {
        let code = language.code();
        let text = escape(words().text(language, "live.no-site"));
        format!("<span lang=\"{code}\">{text}</span>")
    });
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"2\">\
         <title>breakglass</title><h1>{}</h1><pre>{}</pre></html>\n",
        title.join(" · "),
        escape(trouble)
    );
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    Answer {
        status,
        content_type: "text/html; charset=utf-8",
        body: html.into(),
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        // `frame-ancestors` counts in a header only.
        let policy = format!("{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'");
        let mut response = (self.status, self.body).into_response();
        let headers = response.headers_mut();
        let mut set = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        set(header::CONTENT_TYPE, self.content_type);
        set(header::CACHE_CONTROL, "no-cache");
        set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        set(header::REFERRER_POLICY, "no-referrer");
        set(header::CONTENT_SECURITY_POLICY, &policy);
        response
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::render::Site;

    fn served(files: &[&str]) -> Served {
        let mut site = Site::default();
        for path in files {
            site.files
                .insert((*path).to_owned(), path.as_bytes().to_vec().into());
        }
        Served {
            site: Arc::new(site),
            trouble: None,
        }
    }

    fn get(path: &str) -> (u16, &'static str, String) {
        let served = served(&[
            "index.html",
            "404.html",
            "流程/index.html",
            "assets/app-1.wasm",
        ]);
        let answer = answer(&served, &Method::GET, path);
        (
            answer.status.as_u16(),
            answer.content_type,
            String::from_utf8(answer.body.to_vec()).unwrap(),
        )
    }

    #[test]
    fn paths_mean_files_of_the_site_and_nothing_else() {
        let html = "text/html; charset=utf-8";
        assert_eq!(get("/"), (200, html, "index.html".into()));
        assert_eq!(
            get("/%E6%B5%81%E7%A8%8B/"),
            (200, html, "流程/index.html".into())
        );
        assert_eq!(get("/assets/app-1.wasm").1, "application/wasm");
        for path in [
            "/nothing",
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "//etc/passwd",
            "/%ff",
        ] {
            assert_eq!(get(path), (404, html, "404.html".into()), "{path}");
        }
    }

    #[test]
    fn only_reading_is_allowed() {
        assert_eq!(
            answer(&served(&["index.html"]), &Method::POST, "/")
                .status
                .as_u16(),
            405
        );
    }

    #[test]
    fn a_failed_first_build_says_why() {
        let served = Served {
            trouble: Some("<bad>".into()),
            ..Served::default()
        };
        let answer = answer(&served, &Method::GET, "/");
        assert_eq!(answer.status.as_u16(), 500);
        let body = String::from_utf8(answer.body.to_vec()).unwrap();
        for said in ["&lt;bad&gt;", "源文件有错", "The sources have errors"] {
            assert!(body.contains(said), "{body}");
        }
    }
}
