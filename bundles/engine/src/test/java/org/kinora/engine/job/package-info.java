@NullMarked
package org.kinora.engine.job;

import org.jspecify.annotations.NullMarked;
