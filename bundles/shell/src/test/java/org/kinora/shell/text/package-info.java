@NullMarked
package org.kinora.shell.text;

import org.jspecify.annotations.NullMarked;
