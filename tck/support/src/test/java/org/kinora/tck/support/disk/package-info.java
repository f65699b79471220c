@NullMarked
package org.kinora.tck.support.disk;

import org.jspecify.annotations.NullMarked;
