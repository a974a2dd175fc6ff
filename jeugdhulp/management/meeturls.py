"""Addresses of `make bench`: ours, with Django's own admin before them."""

from django.contrib import admin
from django.urls import include, path
from django.utils.module_loading import autodiscover_modules

# The admin makes addresses of what is registered by now, and a `metingen` may register a list.
autodiscover_modules("metingen")
urlpatterns = [path("admin/", admin.site.urls), path("", include("jeugdhulp.urls"))]
