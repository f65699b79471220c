/** The basic compositor: background, padding, rounded corners. */
@NullMarked
package org.kinora.compose.basic;

import org.jspecify.annotations.NullMarked;
