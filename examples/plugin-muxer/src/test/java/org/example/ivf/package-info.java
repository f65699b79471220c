@NullMarked
package org.example.ivf;

import org.jspecify.annotations.NullMarked;
