@NullMarked
package org.kinora;

import org.jspecify.annotations.NullMarked;
