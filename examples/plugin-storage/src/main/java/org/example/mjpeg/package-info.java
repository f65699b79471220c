/** Recordings of Motion JPEG: one file of pictures, one of their times. */
@NullMarked
package org.example.mjpeg;

import org.jspecify.annotations.NullMarked;
