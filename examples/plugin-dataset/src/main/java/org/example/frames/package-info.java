/** Data sets of one video file a recording, and a line for each of its pictures. */
@NullMarked
package org.example.frames;

import org.jspecify.annotations.NullMarked;
