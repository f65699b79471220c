@NullMarked
package org.kinora.engine.plugin;

import org.jspecify.annotations.NullMarked;
