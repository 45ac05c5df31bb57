//! Compressed bodies, unpacked no further than they may be long.

use std::borrow::Cow;
use std::io::Read as _;

use flate2::read::MultiGzDecoder;

use super::{BATCH_BYTES_MAX, TrackingError};

/// Unpacks a gzip body.
///
/// # Errors
///
/// When it is damaged, or is longer than a batch may be: how long is then not found out.
pub fn unpack_gzip(body: &[u8]) -> Result<Cow<'_, [u8]>, TrackingError> {
    let mut unpacked = Vec::with_capacity(body.len().saturating_mul(4).min(BATCH_BYTES_MAX));
    let most = u64::try_from(BATCH_BYTES_MAX).unwrap_or(u64::MAX);
    MultiGzDecoder::new(body)
        .take(most.saturating_add(1))
        .read_to_end(&mut unpacked)
        .map_err(|_| TrackingError::GzipDamaged)?;
    if unpacked.len() > BATCH_BYTES_MAX {
        return Err(TrackingError::BodyTooLarge {
            bytes: unpacked.len(),
            most: BATCH_BYTES_MAX,
        });
    }
    Ok(Cow::Owned(unpacked))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_packed_body_is_unpacked_and_a_bomb_is_not() {
        assert_eq!(*unpack_gzip(&packed(b"{}")).unwrap(), *b"{}");
        let bomb = packed(&vec![b' '; 50 << 20]);
        assert!(bomb.len() < 500 << 10);
        let error = unpack_gzip(&bomb).unwrap_err();
        assert!(matches!(error, TrackingError::BodyTooLarge { .. }));
        let cut = packed(b"{\"batch\":[]}");
        assert_eq!(
            unpack_gzip(&cut[..cut.len() - 4]),
            Err(TrackingError::GzipDamaged)
        );
        assert_eq!(unpack_gzip(b"{}"), Err(TrackingError::GzipDamaged));
    }
}
