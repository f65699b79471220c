@NullMarked
package org.kinora.storage.reel;

import org.jspecify.annotations.NullMarked;
