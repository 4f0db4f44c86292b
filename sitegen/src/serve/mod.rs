//! stub
/// stub
pub(crate) fn serve(_folder: &std::path::Path, _port: u16) -> anyhow::Result<()> {
    Ok(())
}
