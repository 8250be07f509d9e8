"""Imported by the server that workers are forked from: starts the zygote that they all share."""

from course.sandbox.manager import warm_up

warm_up()
