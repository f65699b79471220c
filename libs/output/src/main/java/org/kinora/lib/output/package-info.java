/** Writing of files whose sizes are known only at the end, and reading of what they are made of. */
@NullMarked
package org.kinora.lib.output;

import org.jspecify.annotations.NullMarked;
