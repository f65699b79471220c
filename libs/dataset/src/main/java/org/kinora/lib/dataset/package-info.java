/** What formats of data sets share: a recording's input events, and what they mean for a frame. */
@NullMarked
package org.kinora.lib.dataset;

import org.jspecify.annotations.NullMarked;
