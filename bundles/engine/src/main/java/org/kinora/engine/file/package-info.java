/**
 * Files and directories that are written: whole or not at all, and never over something by
 * accident.
 */
@NullMarked
package org.kinora.engine.file;

import org.jspecify.annotations.NullMarked;
