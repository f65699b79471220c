@NullMarked
package org.kinora.tck.examples;

import org.jspecify.annotations.NullMarked;
