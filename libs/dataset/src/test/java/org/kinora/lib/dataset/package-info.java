@NullMarked
package org.kinora.lib.dataset;

import org.jspecify.annotations.NullMarked;
