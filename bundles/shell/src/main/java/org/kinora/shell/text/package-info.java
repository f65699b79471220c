/** How times, sizes, scenes, tables and progress are written and read. Pure functions. */
@NullMarked
package org.kinora.shell.text;

import org.jspecify.annotations.NullMarked;
