/** Timecode: how frames are counted and labelled through a day. */
@NullMarked
package org.kinora.lib.timecode;

import org.jspecify.annotations.NullMarked;
