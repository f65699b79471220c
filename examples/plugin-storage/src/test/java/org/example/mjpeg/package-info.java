@NullMarked
package org.example.mjpeg;

import org.jspecify.annotations.NullMarked;
