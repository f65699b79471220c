/** Writing of files whose sizes are known only at the end. */
@NullMarked
package org.kinora.lib.output;

import org.jspecify.annotations.NullMarked;
