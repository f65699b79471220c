@NullMarked
package org.kinora.shell;

import org.jspecify.annotations.NullMarked;
