"""What a web server loads: `gunicorn wsgi:app`."""

from academie.app import create_app

app = create_app()
