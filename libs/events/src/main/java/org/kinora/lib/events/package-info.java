/** Input events: what a person did with keyboard, mouse, touch screen and game controller. */
@NullMarked
package org.kinora.lib.events;

import org.jspecify.annotations.NullMarked;
