//! What the journeys need from the system: Chromium, `pdftotext`, and a font with Chinese characters.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    process::{find_on_path, run},
    progress::step,
};

/// Chromium, by the names that systems give it.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
/// Where macOS keeps it, off the search path.
const MAC_BROWSERS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const DEBIAN_UPDATE: &str = "apt-get update";
const DEBIAN_INSTALL: &str =
    "apt-get install -y --no-install-recommends chromium fontconfig fonts-noto-cjk poppler-utils";

/// Finds the browser. Whatever is missing of browser, font and `pdftotext` is installed where that is ours to do (as root on
/// Debian); elsewhere the error holds the command that does it.
pub(crate) fn ensure_browser() -> Result<PathBuf> {
    let missing = missing();
    if !missing.is_empty() {
        let missing = missing.join(", ");
        if !is_root_on_debian() {
            bail!("the journeys need {missing}. Install with:\n  {}", advice());
        }
        step(&format!("Install {missing} with apt-get"), |step| {
            for line in [DEBIAN_UPDATE, DEBIAN_INSTALL] {
                let mut words = line.split(' ');
                let mut command = Command::new(words.next().unwrap_or_default());
                command.env("DEBIAN_FRONTEND", "noninteractive");
                run(step, command.args(words))?;
            }
            Ok(())
        })?;
    }
    browser().context("Chromium is still not on PATH; set CHROMIUM to its program")
}

fn browser() -> Option<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM").filter(|name| !name.is_empty()) {
        return Some(PathBuf::from(named));
    }
    let on_mac = || {
        MAC_BROWSERS
            .iter()
            .map(PathBuf::from)
            .find(|path| path.is_file())
    };
    find_on_path(&BROWSERS).or_else(on_mac)
}

fn missing() -> Vec<&'static str> {
    let mut missing = Vec::new();
    if browser().is_none() {
        missing.push("Chromium");
    }
    if find_on_path(&["pdftotext"]).is_none() {
        missing.push("pdftotext");
    }
    if !has_chinese_font() {
        missing.push("a font with Chinese characters");
    }
    missing
}

/// Where fonts cannot be listed (macOS, Windows), the system has such fonts.
fn has_chinese_font() -> bool {
    match Command::new("fc-list")
        .args([":lang=zh", "family"])
        .output()
    {
        Ok(output) => !output.stdout.is_empty(),
        Err(_) => !cfg!(target_os = "linux"),
    }
}

fn is_root_on_debian() -> bool {
    let is_root = || {
        let id = Command::new("id").arg("-u").output();
        id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
    };
    Path::new("/etc/debian_version").is_file() && find_on_path(&["apt-get"]).is_some() && is_root()
}

fn advice() -> String {
    if find_on_path(&["apt-get"]).is_some() {
        format!("sudo {DEBIAN_UPDATE} && sudo {DEBIAN_INSTALL}")
    } else if find_on_path(&["dnf"]).is_some() {
        "sudo dnf install -y chromium google-noto-sans-cjk-fonts poppler-utils".to_owned()
    } else if find_on_path(&["pacman"]).is_some() {
        "sudo pacman -S --needed chromium noto-fonts-cjk poppler".to_owned()
    } else if find_on_path(&["brew"]).is_some() {
        "brew install --cask chromium && brew install poppler".to_owned()
    } else {
        "your package manager: chromium, poppler, noto-cjk (or set CHROMIUM to a Chromium you have)"
            .to_owned()
    }
}
