/** The basic compositor, which draws all of a scene without a detour through RGB. */
@NullMarked
package org.kinora.compose.basic;

import org.jspecify.annotations.NullMarked;
