@NullMarked
package org.kinora.lib.filter;

import org.jspecify.annotations.NullMarked;
