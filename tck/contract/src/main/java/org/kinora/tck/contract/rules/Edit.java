package org.kinora.tck.contract.rules;

/**
 * An entry of an edit list (ISO/IEC 14496-12, section 8.6.6).
 *
 * @param duration in the movie's timescale
 * @param mediaTime where it begins, in the media's; -1 if it is empty
 */
record Edit(long duration, long mediaTime) {}
