@NullMarked
package org.kinora.deploy;

import org.jspecify.annotations.NullMarked;
