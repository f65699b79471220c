@NullMarked
package org.kinora.shell.command;

import org.jspecify.annotations.NullMarked;
