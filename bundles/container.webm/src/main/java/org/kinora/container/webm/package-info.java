/**
 * The {@code webm} container (RFC 9559 within the limits of the WebM guidelines), written as EBML
 * (RFC 8794).
 *
 * <pre>
 * EBML header
 * Segment
 *   SeekHead      written last, in space kept for it
 *   Info          its Duration written last
 *   Tracks
 *   Cluster …     about a second each, sizes known
 *   Cues
 * </pre>
 *
 * <p>Until a file is finished, the sizes of the segment and of its last cluster stand as unknown:
 * what a crash leaves is a stream that ends early, and players read it up to there.
 */
@NullMarked
package org.kinora.container.webm;

import org.jspecify.annotations.NullMarked;
