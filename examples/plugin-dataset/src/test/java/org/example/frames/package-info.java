@NullMarked
package org.example.frames;

import org.jspecify.annotations.NullMarked;
