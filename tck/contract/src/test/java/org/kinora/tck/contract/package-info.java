@NullMarked
package org.kinora.tck.contract;

import org.jspecify.annotations.NullMarked;
