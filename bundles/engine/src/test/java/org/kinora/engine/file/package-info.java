@NullMarked
package org.kinora.engine.file;

import org.jspecify.annotations.NullMarked;
