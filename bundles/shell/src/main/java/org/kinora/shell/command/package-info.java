/** The commands: what a person asks, answered as text or as JSON. They know nothing of Gogo. */
@NullMarked
package org.kinora.shell.command;

import org.jspecify.annotations.NullMarked;
