/**
 * The {@code webm}, {@code mkv} and {@code mka} containers (RFC 9559; WebM within the limits of its
 * guidelines), written as EBML (RFC 8794), and made whole again where they were cut.
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
 *
 * <p>{@link org.kinora.container.webm.MatroskaMuxer} orders samples in time, {@link
 * org.kinora.container.webm.SegmentWriter} writes them. {@link
 * org.kinora.container.webm.MatroskaRecovery} walks a file with {@link
 * org.kinora.lib.matroska.SegmentScan} and writes it anew with {@link
 * org.kinora.container.webm.FinishedSegment}.
 */
@NullMarked
package org.kinora.container.webm;

import org.jspecify.annotations.NullMarked;
