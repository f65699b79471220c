@NullMarked
package org.kinora.engine.dataset;

import org.jspecify.annotations.NullMarked;
