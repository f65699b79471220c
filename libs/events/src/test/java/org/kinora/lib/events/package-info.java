@NullMarked
package org.kinora.lib.events;

import org.jspecify.annotations.NullMarked;
