//! `breakglass serve`: a site in memory on 127.0.0.1, built again whenever a file is saved.
//!
//! One thread watches and builds; what it has is handed to the server through a channel that holds only the
//! newest state. A build with errors leaves the last good site up and is told to every open page.

mod answer;
mod content_type;
mod live;
mod watch;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context as _;
use axum::Router;
use axum::extract::State;
use axum::http::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch as channel;

use crate::cli::{say, say_diagnostics, say_without_app};
use crate::diagnostic::{Paint, rendered};
use crate::read::{self, Assets, Sources};
use crate::render::{Options, Site};
use crate::{Compiled, Compiler};

use watch::Change;

/// What is served right now.
#[derive(Clone, Default)]
struct Served {
    /// The last good site.
    site: Arc<Site>,
    /// What is wrong with the sources as they are now.
    trouble: Option<Arc<str>>,
}

/// Serves a folder until the process ends.
pub(crate) fn serve(folder: &Path, port: u16) -> anyhow::Result<()> {
    let mut workshop = Workshop::new(folder);
    let first = workshop.build(&Change::default(), &Served::default())?;
    if !first.site.files.is_empty() {
        say_without_app(&first.site);
    }
    let (sender, receiver) = channel::channel(first);
    let _watcher = watch::watch(folder, move |change| {
        let before = sender.borrow().clone();
        match workshop.build(&change, &before) {
            Ok(now) => {
                sender.send_replace(now);
            }
            Err(error) => say(&format!("error: {error:#}\n")),
        }
    })
    .with_context(|| format!("cannot watch {}", folder.display()))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(listen(receiver, folder, port))
}

async fn listen(served: channel::Receiver<Served>, folder: &Path, port: u16) -> anyhow::Result<()> {
    // Only this machine: runbooks are nobody else's business.
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))?;
    let address = listener.local_addr()?;
    say(&format!(
        "serving {} at http://{address}/ (Ctrl-C ends it)\n",
        folder.display()
    ));
    let router = Router::new()
        .route(live::PATH, get(live::events))
        .fallback(file)
        .with_state(served);
    axum::serve(listener, router)
        .await
        .context("the server stopped")
}

async fn file(
    State(served): State<channel::Receiver<Served>>,
    request: Request<axum::body::Body>,
) -> Response {
    let served = served.borrow().clone();
    answer::answer(&served, request.method(), request.uri().path()).into_response()
}

/// Where the site is built, with all that is remembered of the last time.
struct Workshop {
    folder: PathBuf,
    /// As they were read the last time; `None` when that failed.
    sources: Option<Sources>,
    compiler: Compiler,
}

impl Workshop {
    fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            sources: None,
            compiler: Compiler::new(Options { live: true }),
        }
    }

    /// Builds the folder; errors keep the site before and are said in the terminal.
    fn build(&mut self, change: &Change, before: &Served) -> anyhow::Result<Served> {
        let begun = Instant::now();
        let sources = self
            .read(change)
            .with_context(|| format!("cannot read {}", self.folder.display()))?;
        let sources = self.sources.insert(Sources {
            now: read::now(),
            ..sources
        });
        let Compiled { site, diagnostics } = self.compiler.compile(sources, &Assets::embedded())?;
        let Some(site) = site else {
            let trouble = rendered(&diagnostics, sources, Paint::Plain);
            if before.trouble.as_deref() != Some(trouble.as_str()) {
                say_diagnostics(&diagnostics, sources);
            }
            return Ok(Served {
                site: Arc::clone(&before.site),
                trouble: Some(trouble.into()),
            });
        };
        if site.version != before.site.version || before.trouble.is_some() {
            say_diagnostics(&diagnostics, sources);
            say(&format!(
                "{} pages in {:.0?}\n",
                sources.pages.len(),
                begun.elapsed()
            ));
        }
        Ok(Served {
            site: Arc::new(site),
            trouble: None,
        })
    }

    fn read(&mut self, change: &Change) -> io::Result<Sources> {
        match self.sources.take() {
            Some(before) if !change.lost_count => {
                read::sources_again(before, &self.folder, &change.paths)
            }
            _ => read::sources(&self.folder),
        }
    }
}
